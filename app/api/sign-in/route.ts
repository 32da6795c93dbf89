export { signInRoute as POST } from "@/lib/auth/sign-in-route";
