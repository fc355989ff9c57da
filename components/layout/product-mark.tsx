/** The portcullis: a grate with spikes under an arch. Takes the colour of the text around it. */
export function ProductMark({ className }: { className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={className}
    >
      <path d="M3 21V11a9 9 0 0 1 18 0v10" />
      <path d="M7.5 7v11.5M12 4v14.5M16.5 7v11.5" />
      <path d="M4 10.5h16M4 15h16" />
      <path d="m6.5 18.5 1 2.5 1-2.5M11 18.5l1 2.5 1-2.5M15.5 18.5l1 2.5 1-2.5" strokeWidth="1.5" />
    </svg>
  );
}
