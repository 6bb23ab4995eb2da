// What the fields of a trigger's body are called, by the kind of its payload. Zapier finds others by itself.

const body = [
  { key: "triggerEvent", label: "Event" },
  { key: "createdAt", label: "Happened At", type: "datetime" },
];
const attendees = [
  { key: "payload__attendees[]name", label: "Attendee Name" },
  { key: "payload__attendees[]email", label: "Attendee Email" },
  { key: "payload__attendees[]timeZone", label: "Attendee Time Zone" },
];
const meeting = [
  { key: "payload__id", label: "ID", type: "integer" },
  { key: "payload__uid", label: "UID" },
  { key: "payload__title", label: "Title" },
  { key: "payload__type", label: "Type" },
  { key: "payload__startTime", label: "Start", type: "datetime" },
  { key: "payload__endTime", label: "End", type: "datetime" },
  { key: "payload__organizer__name", label: "Organizer Name" },
  { key: "payload__organizer__email", label: "Organizer Email" },
  ...attendees,
];

export const outputFields = {
  booking: [...body, ...meeting],
  appointment: [
    ...body,
    ...meeting,
    { key: "payload__status", label: "Status" },
    { key: "payload__service__id", label: "Service ID", type: "integer" },
    { key: "payload__service__name", label: "Service" },
    { key: "payload__employee__name", label: "Employee" },
    { key: "payload__customer__id", label: "Customer ID", type: "integer" },
    { key: "payload__customer__name", label: "Customer" },
  ],
  noShow: [
    ...body,
    { key: "payload__message", label: "Message" },
    { key: "payload__bookingId", label: "Booking ID", type: "integer" },
    { key: "payload__bookingUid", label: "Booking UID" },
    { key: "payload__attendees[]email", label: "Attendee Email" },
    { key: "payload__attendees[]noShow", label: "No-Show", type: "boolean" },
  ],
  form: [
    ...body,
    { key: "payload__formId", label: "Form ID", type: "integer" },
    { key: "payload__formName", label: "Form" },
    { key: "payload__responseId", label: "Response ID", type: "integer" },
    { key: "payload__submittedAt", label: "Submitted At", type: "datetime" },
  ],
  outOfOffice: [
    ...body,
    { key: "payload__oooEntry__id", label: "Entry ID", type: "integer" },
    { key: "payload__oooEntry__start", label: "From", type: "datetime" },
    { key: "payload__oooEntry__end", label: "To", type: "datetime" },
    { key: "payload__oooEntry__reason", label: "Reason" },
    { key: "payload__oooEntry__user__name", label: "Who" },
  ],
};
