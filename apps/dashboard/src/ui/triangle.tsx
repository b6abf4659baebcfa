/** Direction as a shape, beside colour and sign. */
export function Triangle({ of }: { readonly of: "up" | "down" | "neutral" }) {
  const path = { up: "M4 1 7.5 7h-7z", down: "M4 7 .5 1h7z", neutral: "M0.5 3h7v2h-7z" }[of];
  const tone = { up: "text-up", down: "text-down", neutral: "text-text3" }[of];
  return (
    <svg
      viewBox="0 0 8 8"
      width="8"
      height="8"
      aria-hidden="true"
      className={`inline-block shrink-0 ${tone}`}
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}
