type ProgressBarProps = {
  /** Names what is under way for assistive technology. */
  label: string;
  /** From 0 to 1. */
  share: number;
  /** The progress in words, instead of a bare percentage. */
  text: string;
};

/** How much of a piece of work is done. */
export function ProgressBar({ label, share, text }: ProgressBarProps) {
  const percent = Math.round(share * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={text}
      className="h-2 w-full overflow-hidden rounded-full bg-muted"
    >
      <div className="h-full rounded-full bg-primary transition-[width]" style={{ width: `${percent}%` }} />
    </div>
  );
}
