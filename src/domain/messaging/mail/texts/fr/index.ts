export { account } from "./account.ts";
export { customer } from "./customer.ts";
export { employee } from "./employee.ts";
export { words } from "./words.ts";
