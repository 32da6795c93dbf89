export { id, isId } from "./text/id";
