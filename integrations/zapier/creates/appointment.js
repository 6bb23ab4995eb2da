import { call, number } from "../api.js";

export default {
  key: "appointment",
  noun: "Appointment",
  display: { label: "Create Appointment", description: "Makes an appointment for a service." },
  operation: {
    inputFields: [
      { key: "serviceId", label: "Service", type: "integer", required: true, dynamic: "services.id.name" },
      { key: "startTime", label: "Start", type: "datetime", required: true },
      { key: "endTime", label: "End", type: "datetime", required: true },
      {
        key: "customerId",
        label: "Customer",
        type: "integer",
        search: "find_customer.id",
        helpText: "The customer's ID.",
      },
      { key: "employeeId", label: "Employee", type: "integer", dynamic: "employees.id.name" },
      { key: "locationId", label: "Location", type: "integer", dynamic: "locations.id.name" },
      { key: "status", label: "Status", choices: { pending: "Pending", approved: "Approved", completed: "Completed" } },
      { key: "price", label: "Price", type: "integer", helpText: "In cents; by default the service's." },
      {
        key: "recurrenceRule",
        label: "Repeats",
        choices: { weekly: "Weekly", biweekly: "Every two weeks", monthly: "Monthly" },
      },
      { key: "recurrenceCount", label: "How Many", type: "integer", helpText: "Of a series: the first included." },
      { key: "notes", label: "Notes", type: "text" },
    ],
    perform: (z, { inputData }) =>
      call(z, "POST /api/services/appointments", {
        body: {
          serviceId: number(inputData.serviceId),
          startTime: inputData.startTime,
          endTime: inputData.endTime,
          customerId: number(inputData.customerId),
          employeeId: number(inputData.employeeId),
          locationId: number(inputData.locationId),
          status: inputData.status,
          price: number(inputData.price),
          recurrenceRule: inputData.recurrenceRule,
          recurrenceCount: number(inputData.recurrenceCount),
          notes: inputData.notes,
        },
      }),
    sample: {
      id: 901,
      uid: "apt_7f3b2a1c",
      serviceId: 1,
      customerId: 88,
      employeeId: 5,
      startTime: "2026-02-25T10:00:00Z",
      endTime: "2026-02-25T10:30:00Z",
      status: "approved",
      price: 3500,
      currency: "usd",
    },
    outputFields: [
      { key: "id", label: "ID", type: "integer" },
      { key: "uid", label: "UID" },
      { key: "status", label: "Status" },
      { key: "startTime", label: "Start", type: "datetime" },
      { key: "endTime", label: "End", type: "datetime" },
      { key: "price", label: "Price in Cents", type: "integer" },
      { key: "currency", label: "Currency" },
    ],
  },
};
