export type Reason = {
  rule:
    | "no_host"
    | "past"
    | "notice"
    | "window"
    | "capacity"
    | "day_off"
    | "override"
    | "break"
    | "outside_hours"
    | "busy"
    | "buffer"
    | "off_grid"
    | "limit"
    | "resource";
  hostId?: number;
  /** A sentence that a salon owner understands. */
  message: string;
  /** The rule or the record that decides: 'minimum notice', 'weekly hours of host 3', 'appointment 12'. */
  source: string;
  /** Instants in ISO 8601, as the API writes them. */
  details?: object;
};
