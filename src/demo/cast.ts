// The people and things of the example salon: those that the documentation's examples speak of, with the ids they have
// there (the first employee is the owner, the third James Wilson, the fifth customer Emily Chen …), and some neighbours.

export const salon = {
  name: "Sarah's Salon",
  subdomain: "sarahssalon",
  timeZone: "America/Los_Angeles",
  currency: "usd",
  country: "US",
  language: "en",
};
export const owner = { name: "Sarah Johnson", username: "sarahj", email: "sarah@example.com" };

export const settings = {
  phone: "+1 512 555 0100",
  email: "hello@sarahssalon.example",
  address: "214 Congress Street, Los Angeles",
  description: "Cuts, colour and care, a few steps from the station.",
  accentColor: "#9d174d",
  openingHours: {
    weekly: [
      ...[2, 3, 4, 5].map((day) => ({ day, start: "09:00", end: "18:00" })),
      { day: 6, start: "09:00", end: "15:00" },
    ],
  },
};

export const categories = [{ name: "Hair" }, { name: "Colour" }, { name: "Care" }];

/** `category` by its place in the list above. */
export const services = [
  {
    name: "Haircut",
    duration: 30,
    price: 3500,
    description: "Professional haircut service",
    bufferTimeAfter: 10,
    category: 0,
  },
  {
    name: "Color Treatment",
    duration: 90,
    price: 9500,
    description: "Full colour with consultation",
    bufferTimeAfter: 15,
    depositType: "percentage",
    depositAmount: 20,
    category: 1,
  },
  { name: "Deep Conditioning", duration: 30, price: 2000, description: "A mask that repairs dry hair", category: 2 },
  { name: "Blow Dry", duration: 30, price: 2800, description: "Wash and style", category: 0 },
  { name: "Beard Trim", duration: 20, price: 1800, description: "Shaped and oiled", category: 0 },
  {
    name: "Bridal Consultation",
    duration: 60,
    price: 0,
    description: "We plan your day together",
    requiresConfirmation: true,
    category: 0,
  },
  {
    name: "Home Hair Care Class",
    duration: 60,
    price: 2500,
    description: "Learn it in a group of six",
    enableGroupBooking: true,
    maxCapacity: 6,
    category: 2,
  },
];

/** `service` by its place in the list above. */
export const extras = [
  { name: "Scalp Massage", price: 900, duration: 10, service: 0 },
  { name: "Olaplex", price: 2500, duration: 20, service: 1 },
  { name: "Hot Towel", price: 300, duration: 5, service: 4 },
];

/** What is asked when something is booked. `services` by their places; none means all. Nothing has to be answered. */
export const customFields = [
  {
    label: "Any allergies?",
    placeholder: "Latex, nuts …",
    helpText: "So that we choose the right products.",
    services: [],
  },
  {
    label: "Last coloured",
    type: "select",
    options: [
      { value: "never", label: "Never" },
      { value: "recently", label: "In the last three months" },
      { value: "earlier", label: "Longer ago" },
    ],
    services: [1],
    position: 1,
  },
];

/** Who has one, as they answer each time; of the others some say so. */
export const allergies: Record<string, string> = {
  "priya@example.com": "Latex",
  "olivia@example.com": "Ammonia",
  "sofia@example.com": "Nut oils",
  "mateo@example.com": "Lavender",
  "aisha@example.com": "PPD in hair dye",
  "laura@example.com": "Fragrances",
};

/** The owner is the first employee already. `services` by their places; none means all. */
export const employees = [
  { name: "Ana Silva", email: "ana@sarahssalon.example", role: "colorist", services: [0, 1, 2, 3] },
  { name: "James Wilson", email: "james@sarahssalon.example", role: "stylist", services: [0, 1, 2, 4] },
];

export const locations = [
  {
    name: "Main Salon",
    address: "214 Congress Street",
    city: "Los Angeles",
    state: "CA",
    postalCode: "90012",
    country: "US",
    phone: "+1 512 555 0100",
  },
  {
    name: "Pop-up at the Market",
    address: "317 South Broadway",
    city: "Los Angeles",
    state: "CA",
    postalCode: "90013",
    country: "US",
  },
];
export const districts = [{ name: "Los Angeles", region: "California", description: "Our home town" }];

/** The fifth is the one whose availability the documentation asks for. */
export const resources = [
  { name: "Washing Station", type: "station", quantity: 2 },
  { name: "Colour Bar", type: "station", quantity: 2 },
  { name: "Bridal Room", type: "room", quantity: 1 },
  { name: "Steamer", type: "equipment", quantity: 2 },
  { name: "Styling Chair", type: "station", quantity: 3 },
];

/** Which of them each of the first services takes. */
export const rooms = [4, 1, 3, 0, 4];

/** Emily Chen is the fifth. */
export const customers = [
  ["Maria Garcia", "maria@example.com", "+1-555-0101"],
  ["Alex Rivera", "alex@example.com", "+1-555-0103"],
  ["John Doe", "lead@company.com", "+1-555-0104"],
  ["Priya Patel", "priya@example.com", "+1-555-0105"],
  ["Emily Chen", "emily@example.com", "+1-555-0102", "Prefers morning appointments"],
  ["Noah Kim", "noah@example.com", "+1-555-0106"],
  ["Olivia Brown", "olivia@example.com", "+1-555-0107", "Allergic to ammonia"],
  ["Liam Davis", "liam@example.com", "+1-555-0108"],
  ["Sofia Rossi", "sofia@example.com", "+1-555-0109"],
  ["Lukas Weber", "lukas@example.com", "+1-555-0110"],
  ["Chloé Dubois", "chloe@example.com", "+1-555-0111"],
  ["Mateo Fernández", "mateo@example.com", "+1-555-0112"],
  ["Hannah Cohen", "hannah@example.com", "+1-555-0113"],
  ["Yuki Tanaka", "yuki@example.com", "+1-555-0114"],
  ["Grace Okafor", "grace@example.com", "+1-555-0115"],
  ["Daniel Novak", "daniel@example.com", "+1-555-0116"],
  ["Aisha Khan", "aisha@example.com", "+1-555-0117"],
  ["Ben Carter", "ben@example.com", "+1-555-0118"],
  ["Isabel Costa", "isabel@example.com", "+1-555-0119"],
  ["Tom Fischer", "tom@example.com", "+1-555-0120"],
  ["Nina Petrova", "nina@example.com", "+1-555-0121"],
  ["Samuel Osei", "samuel@example.com", "+1-555-0122"],
  ["Laura Schmidt", "laura@example.com", "+1-555-0123"],
  ["Peter Nguyen", "peter@example.com", "+1-555-0124"],
  ["Fatima Haddad", "fatima@example.com", "+1-555-0125"],
  ["Jack Murphy", "jack@example.com", "+1-555-0126"],
  ["Elena Popescu", "elena@example.com", "+1-555-0127"],
  ["Omar Farouk", "omar@example.com", "+1-555-0128"],
  ["Zoe Martin", "zoe@example.com", "+1-555-0129"],
  ["Ravi Singh", "ravi@example.com", "+1-555-0130"],
] as const;

/** Who has which: every so many of them. */
export const tags = [
  { tag: "Regular", every: 3 },
  { tag: "Colour", every: 4 },
  { tag: "Bride", every: 11 },
];

/** People who book a consultation. The first is the documentation's. */
export const attendees = [
  ["Alex Rivera", "alex@example.com", "America/Chicago"],
  ["Maria Garcia", "maria@example.com", "America/Los_Angeles"],
  ["Hannah Cohen", "hannah@example.com", "America/New_York"],
  ["Chloé Dubois", "chloe@example.com", "Europe/Paris"],
  ["Ravi Singh", "ravi@example.com", "Asia/Kolkata"],
  ["Zoe Martin", "zoe@example.com", "America/Denver"],
  ["Tom Fischer", "tom@example.com", "Europe/Berlin"],
] as const;

export const reviewTexts = [
  [5, "Best haircut in years, thank you."],
  [5, "Ana understood at once what I wanted."],
  [4, "Lovely colour. It took a little longer than planned."],
  [5, "James is a wizard."],
  [3, "Good cut, but I had to wait ten minutes."],
] as const;
