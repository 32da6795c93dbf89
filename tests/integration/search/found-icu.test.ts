import { describeSearchIn } from "./found-in";

describeSearchIn("ICU Swedish");
