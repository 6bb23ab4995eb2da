import { encode } from "uqr";

/** A text as a code that cameras read: dark on light in both themes, or many of them do not. */
export default function QrCode({ value, label }: { value: string; label: string }) {
  const { data, size } = encode(value, { border: 2 });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      style={{ width: "min(100%, 208px)", background: "#fff", borderRadius: 8, alignSelf: "center" }}
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
