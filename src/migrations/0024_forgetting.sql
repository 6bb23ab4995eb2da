-- Where a customer who is to be forgotten was: mails that are about no appointment, answers before a booking, and appointments
-- that somebody else took over since.
create index messages_by_recipient on messages (business_id, recipient) where appointment_id is null and booking_id is null;
create index routing_form_responses_by_booking on routing_form_responses (business_id, booking_uid) where booking_uid is not null;
create index audit_log_by_former_customer on audit_log (business_id, (before->>'customerId'))
  where subject = 'appointment' and before->>'customerId' <> coalesce(after->>'customerId', '');
