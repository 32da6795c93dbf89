export { fieldErrorsOf } from "../server/field-errors";
