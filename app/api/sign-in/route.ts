export { signInRoute as POST } from "@/lib/server/sign-in-route";
