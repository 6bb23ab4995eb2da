-- Which booking a message is about, so that its host finds it.
alter table messages add column booking_id bigint,
  add constraint messages_booking_fkey foreign key (business_id, booking_id) references bookings on delete set null (booking_id);
create index messages_by_booking on messages (business_id, booking_id) where booking_id is not null;
