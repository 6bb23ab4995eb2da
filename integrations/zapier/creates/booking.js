import { call, number } from "../api.js";

export default {
  key: "booking",
  noun: "Booking",
  display: { label: "Create Booking", description: "Books an open slot of an event type for somebody." },
  operation: {
    inputFields: [
      { key: "eventTypeId", label: "Event Type", type: "integer", required: true, dynamic: "event_types.id.title" },
      {
        key: "start",
        label: "Start",
        type: "datetime",
        required: true,
        helpText: "When an open slot begins. If it is taken, the step fails and names the nearest open ones.",
      },
      { key: "end", label: "End", type: "datetime", helpText: "Only for event types with several lengths." },
      { key: "name", label: "Attendee Name", required: true },
      { key: "email", label: "Attendee Email", required: true },
      { key: "timeZone", label: "Attendee Time Zone", placeholder: "America/New_York", default: "UTC" },
      { key: "language", label: "Attendee Language", placeholder: "en", helpText: "Of the mails about the booking." },
      { key: "answers", label: "Answers", dict: true, helpText: "To the event type's own questions, by their names." },
    ],
    perform: (z, { inputData: { eventTypeId, start, end, name, email, timeZone, language, answers } }) =>
      call(z, "POST /api/book/event", {
        body: {
          eventTypeId: number(eventTypeId),
          start,
          end,
          responses: { ...answers, name, email },
          timeZone,
          language,
        },
      }),
    sample: {
      id: 501,
      uid: "bk_2f8a9c3e",
      eventTypeId: 42,
      title: "30-Min Consultation",
      status: "accepted",
      startTime: "2026-02-25T14:00:00Z",
      endTime: "2026-02-25T14:30:00Z",
      meetingUrl: null,
    },
    outputFields: [
      { key: "id", label: "ID", type: "integer" },
      { key: "uid", label: "UID" },
      { key: "title", label: "Title" },
      { key: "status", label: "Status" },
      { key: "startTime", label: "Start", type: "datetime" },
      { key: "endTime", label: "End", type: "datetime" },
      { key: "meetingUrl", label: "Meeting URL" },
    ],
  },
};
