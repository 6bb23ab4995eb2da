/** What happened to an appointment, for whoever tells people about it. */
export type AppointmentChange = {
  kind:
    | "booked"
    | "requested"
    | "approved"
    | "rejected"
    | "moved"
    | "edited"
    | "canceled"
    | "completed"
    | "no-show"
    | "joined"
    | "left"
    | "reopened";
  /** When it was before, where that was another time. ISO instants. */
  previousStartTime?: string;
  previousEndTime?: string;
  previousEmployeeId?: number | null;
  /** What it was before, where that was another service. */
  previousService?: { id: number; name: string };
  /** Where it was to take place before, where that was elsewhere; null is the business's own address. */
  previousLocation?: { id: number; name: string } | null;
  /** Of a group session: whose seat it is about. */
  seatUid?: string;
  /** Of a seat that moved: the id of the session that it left. */
  previousId?: number;
  /** Of a group session whose list staff changed: the handles of seats that were given and taken away. */
  joined?: string[];
  left?: string[];
  reason?: string | null;
  /** The starts of a series that was just made or canceled; told once, with its first occurrence. */
  occurrences?: string[];
  /**
   * Of a visit with several services: the handles of those that this speaks for; none where another one's event does, so
   * that the customer hears of it once. Staff hear of their own each.
   */
  visit?: string[];
  /** The handle of the visit that it was part of until it moved away from it. */
  leftVisit?: string;
  by: string;
  /** Whoever made the change asked for no mail. */
  silent?: boolean;
};
