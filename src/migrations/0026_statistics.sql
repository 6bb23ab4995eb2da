-- No plan depends on what whole documents hold, and looking at samples of them was most of what `analyze` did.
alter table events alter payload set statistics 0, alter actor set statistics 0;
alter table audit_log alter before set statistics 0, alter after set statistics 0;
alter table appointments alter booked_as set statistics 0, alter custom_fields set statistics 0;
alter table bookings alter location set statistics 0, alter responses set statistics 0, alter metadata set statistics 0,
  alter assignment_reason set statistics 0;
alter table booking_attendees alter responses set statistics 0;
alter table booking_changes alter details set statistics 0;
alter table webhook_attempts alter request_headers set statistics 0, alter response_headers set statistics 0;
