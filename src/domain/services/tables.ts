import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { CustomFieldType } from "./custom-fields/schema.ts";

// How the services' tables look from TypeScript; migrations/0004_services.sql says why they are so, and 0021 of custom fields.

/** What most editable records have. */
type Record = {
  businessId: number;
  id: Generated<number>;
  version: Generated<number>;
  createdAt: string;
  updatedAt: Generated<string>;
};
type Hidden = { deletedAt: ColumnType<string | null, string | null | undefined, string | null> };
type Nullable<Type> = ColumnType<Type | null, Type | null | undefined, Type | null>;

declare module "../../platform/database.ts" {
  interface Tables {
    employeeRoles: Record & {
      name: string;
      description: Nullable<string>;
      permissions: string[];
      onlyOwn: Generated<boolean>;
    };
    districts: Record & { name: string; region: Nullable<string>; description: Nullable<string> };
    locations: Record & Hidden & LocationFields;
    resources: Record &
      Hidden & {
        locationId: number;
        name: string;
        type: "equipment" | "room" | "station";
        description: Nullable<string>;
        quantity: number;
        active: Generated<boolean>;
      };
    resourceUnits: { businessId: number; resourceId: number; unit: number; calendarId: number };
    serviceCategories: Record & {
      name: string;
      description: Nullable<string>;
      position: Generated<number>;
      color: Nullable<string>;
    };
    services: Record & Hidden & ServiceFields;
    serviceResources: { businessId: number; serviceId: number; resourceId: number; quantity: number };
    extras: Record & Hidden & ExtraFields;
    customFields: Record & Hidden & CustomFieldFields;
    customFieldServices: { businessId: number; customFieldId: number; serviceId: number };
    employees: Record & Hidden & EmployeeFields;
    employeeServices: { businessId: number; employeeId: number; serviceId: number };
    employeeLocations: { businessId: number; employeeId: number; locationId: number };
    customers: Record & Hidden & CustomerFields;
    appointments: Record & Hidden & AppointmentFields;
    appointmentAttendees: AttendeeFields;
    appointmentExtras: {
      businessId: number;
      appointmentId: number;
      extraId: number;
      name: string;
      quantity: number;
      price: number;
      duration: number;
    };
    appointmentResources: { businessId: number; appointmentId: number; resourceId: number; quantity: number };
    waitlistEntries: Record & WaitlistFields;
    reviews: ReviewFields;
  }
}

type LocationFields = {
  districtId: Nullable<number>;
  name: string;
  address: Nullable<string>;
  city: Nullable<string>;
  state: Nullable<string>;
  postalCode: Nullable<string>;
  country: Nullable<string>;
  phone: Nullable<string>;
  email: Nullable<string>;
  timeZone: Nullable<string>;
  latitude: Nullable<number>;
  longitude: Nullable<number>;
  active: Generated<boolean>;
};

type ServiceFields = {
  categoryId: Nullable<number>;
  locationId: Nullable<number>;
  name: string;
  slug: string;
  description: Nullable<string>;
  duration: number;
  price: number;
  currency: string;
  bufferTimeBefore: Generated<number>;
  bufferTimeAfter: Generated<number>;
  maxCapacity: Generated<number>;
  depositType: Generated<string>;
  depositAmount: Generated<number>;
  enableRecurring: Generated<boolean>;
  enableGroupBooking: Generated<boolean>;
  requiresConfirmation: Nullable<boolean>;
  slotInterval: Nullable<number>;
  slotOffset: Generated<number>;
  minimumNotice: Nullable<number>;
  bookingWindowDays: Nullable<number>;
  dailyLimit: Nullable<number>;
  imageUrl: Nullable<string>;
  color: Nullable<string>;
  position: Generated<number>;
  active: Generated<boolean>;
};

type ExtraFields = {
  serviceId: Nullable<number>;
  name: string;
  description: Nullable<string>;
  price: number;
  duration: Generated<number>;
  maxQuantity: Generated<number>;
  position: Generated<number>;
  active: Generated<boolean>;
};

type CustomFieldFields = {
  key: string;
  label: string;
  type: CustomFieldType;
  required: Generated<boolean>;
  /** Written as JSON text. */
  options: ColumnType<{ value: string; label: string }[] | null, string | null | undefined, string | null>;
  placeholder: Nullable<string>;
  helpText: Nullable<string>;
  visibleToCustomers: Generated<boolean>;
  position: Generated<number>;
  active: Generated<boolean>;
};

/** What was answered, by the keys of the questions. */
export type Answers = { [key: string]: unknown };
type AnswersColumn = ColumnType<Answers, string | undefined, string>;

type EmployeeFields = {
  calendarId: number;
  userId: Nullable<number>;
  roleId: Nullable<number>;
  name: string;
  email: Nullable<string>;
  phone: Nullable<string>;
  phoneE164: Nullable<string>;
  bio: Nullable<string>;
  photoUrl: Nullable<string>;
  color: Nullable<string>;
  allServices: Generated<boolean>;
  position: Generated<number>;
  active: Generated<boolean>;
};

type CustomerFields = {
  name: string;
  email: Nullable<string>;
  phone: Nullable<string>;
  phoneE164: Nullable<string>;
  notes: Nullable<string>;
  gender: Nullable<string>;
  dateOfBirth: Nullable<string>;
  address: Nullable<string>;
  tags: Generated<string[]>;
  language: Nullable<string>;
  timeZone: Nullable<string>;
  sharesEmail: Generated<boolean>;
  emailUnsubscribed: Generated<boolean>;
  smsConsent: Generated<boolean>;
  addedByEmployeeId: Nullable<number>;
  nameKey: GeneratedAlways<string>;
  phoneKey: GeneratedAlways<string | null>;
};

/** What a visitor typed into the booking form. */
export type BookedAs = { name: string; email: string | null; phone: string | null };

type AppointmentFields = {
  uid: string;
  serviceId: number;
  customerId: Nullable<number>;
  employeeId: Nullable<number>;
  locationId: Nullable<number>;
  startsAt: string;
  endsAt: string;
  bufferBefore: Generated<number>;
  bufferAfter: Generated<number>;
  status: string;
  price: number;
  currency: string;
  depositAmount: Generated<number>;
  isGroup: Generated<boolean>;
  capacity: Generated<number>;
  recurrenceRule: Nullable<string>;
  seriesUid: Nullable<string>;
  visitUid: Nullable<string>;
  notes: Nullable<string>;
  internalNotes: Nullable<string>;
  cancellationReason: Nullable<string>;
  canceledBy: Nullable<string>;
  bookedAs: ColumnType<BookedAs | null, string | null | undefined, string | null>;
  customFields: AnswersColumn;
  timeZone: string;
  language: string;
  source: string;
  sequence: Generated<number>;
};

type AttendeeFields = {
  businessId: number;
  appointmentId: number;
  id: Generated<number>;
  uid: string;
  customerId: number;
  name: string;
  email: Nullable<string>;
  phone: Nullable<string>;
  timeZone: string;
  language: string;
  status: Generated<string>;
  price: Generated<number>;
  customFields: AnswersColumn;
  createdAt: string;
};

type WaitlistFields = {
  uid: string;
  serviceId: number;
  employeeId: Nullable<number>;
  locationId: Nullable<number>;
  customerId: number;
  fromDate: string;
  toDate: string;
  earliestMinute: Generated<number>;
  latestMinute: Generated<number>;
  status: Generated<string>;
  queuedAt: string;
  holdId: Nullable<number>;
  offeredStartsAt: Nullable<string>;
  offeredEndsAt: Nullable<string>;
  offeredEmployeeId: Nullable<number>;
  offerExpiresAt: Nullable<string>;
  passedStarts: Generated<string[]>;
  missedOffers: Generated<number>;
  appointmentId: Nullable<number>;
  notes: Nullable<string>;
  timeZone: string;
  language: string;
};

type ReviewFields = {
  businessId: number;
  id: Generated<number>;
  appointmentId: Nullable<number>;
  customerId: Nullable<number>;
  employeeId: Nullable<number>;
  serviceId: Nullable<number>;
  rating: number;
  comment: Nullable<string>;
  authorName: string;
  published: Generated<boolean>;
  source: string;
  createdAt: string;
};
