export { account } from "./account.ts";
export { booking } from "./booking.ts";
export { customer } from "./customer.ts";
export { employee } from "./employee.ts";
export { invoice, invoiceWords } from "./invoice.ts";
export { words } from "./words.ts";
