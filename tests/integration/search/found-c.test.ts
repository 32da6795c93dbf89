import { describeSearchIn } from "./found-in";

describeSearchIn("libc C");
