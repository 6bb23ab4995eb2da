// Few enough to be drawn here. They say nothing that the words beside them do not.

const paths = {
  clock: "M12 7v5l3 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
  pin: "M12 21s7-6.1 7-11.5A7 7 0 0 0 5 9.5C5 14.9 12 21 12 21ZM14.5 9.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Z",
  video: "M15 10.5 20.5 7v10L15 13.5M5 6.5h8a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2Z",
  phone: "M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2Z",
  price:
    "M12 3v18M16.5 7.5C15.5 6 14 5.5 12 5.5c-2.6 0-4.5 1.2-4.5 3.2 0 4.6 9.5 2 9.5 6.6 0 2-2 3.2-5 3.2-2.300 0-4-.7-5-2.500",
  repeat: "M4 12V10a3 3 0 0 1 3-3h13m-3-3 3 3-3 3M20 12v2a3 3 0 0 1-3 3H4m3 3-3-3 3-3",
  people:
    "M12.500 7.500a3.500 3.500 0 1 1-7 0 3.500 3.500 0 0 1 7 0ZM3 20v-1a5 5 0 0 1 5-5h2a5 5 0 0 1 5 5v1M16 4.300a3.500 3.500 0 0 1 0 6.400M18 14.300a5 5 0 0 1 3 4.700v1",
  globe:
    "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0ZM3.500 9h17M3.500 15h17M12 3c-5 5.500-5 12.500 0 18M12 3c5 5.500 5 12.500 0 18",
  calendar: "M4 7.500A2 2 0 0 1 6 5.500h12a2 2 0 0 1 2 2V19a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7.500ZM8 3v4M16 3v4M4 11h16",
  next: "m9 5 7 7-7 7",
  previous: "m15 5-7 7 7 7",
  plus: "M12 5v14M5 12h14",
  check: "m5 12.500 4.500 4.500L19 7.500",
};
export type IconName = keyof typeof paths;

export const Icon = ({ name }: { name: IconName }) => (
  <svg className={`icon ${name}`} viewBox="0 0 24 24" aria-hidden="true">
    <path
      d={paths[name]}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
