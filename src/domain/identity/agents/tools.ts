/** The documented tools in their twelve domains, in the order in which agents see them. */
export const toolDomains = {
  users: ["get_current_user", "update_user_profile", "list_api_keys", "get_out_of_office"],
  "event types": [
    "list_event_types",
    "get_event_type",
    "create_event_type",
    "update_event_type",
    "delete_event_type",
    "duplicate_event_type",
  ],
  bookings: [
    "list_bookings",
    "get_booking",
    "cancel_booking",
    "confirm_booking",
    "reject_booking",
    "list_upcoming_bookings",
    "search_bookings",
    "mark_no_show",
  ],
  "schedules and slots": [
    "list_schedules",
    "get_schedule",
    "create_schedule",
    "delete_schedule",
    "get_available_slots",
  ],
  appointments: [
    "list_appointments",
    "get_appointment",
    "create_appointment",
    "update_appointment",
    "cancel_appointment",
    "check_availability",
    "bulk_update_appointments",
  ],
  customers: [
    "search_customers",
    "get_customer",
    "create_customer",
    "update_customer",
    "delete_customer",
    "list_top_customers",
  ],
  "locations, services, staff, products": [
    "list_locations",
    "get_location",
    "list_services",
    "get_service",
    "list_staff",
    "get_staff",
    "list_products",
    "update_product_stock",
    "list_invoices",
    "list_service_categories",
  ],
  workflows: ["list_workflows", "get_workflow", "create_workflow", "update_workflow", "delete_workflow"],
  webhooks: ["list_webhooks", "get_webhook", "create_webhook", "update_webhook", "delete_webhook", "test_webhook"],
  "routing forms": ["list_routing_forms", "get_routing_form", "list_routing_form_responses"],
  teams: ["list_teams", "get_team", "list_team_members"],
  analytics: [
    "get_schedule_stats",
    "dashboard_summary",
    "booking_analytics",
    "popular_event_types",
    "busiest_days",
    "no_show_report",
    "revenue_report",
    "staff_performance",
  ],
} as const;

/** Tools beyond the documented ones, for agents that ask for them. */
export const furtherTools = ["book_slot", "reschedule_booking", "explain_slot", "undo"] as const;

export const documentedTools: readonly string[] = Object.values(toolDomains).flat();
export const toolNames: readonly string[] = [...documentedTools, ...furtherTools];
