"use client";

import { encodeQR } from "qr";
import { useMemo } from "react";

/** Modules of quiet around the code (ISO/IEC 18004, 9.1). */
const border = 4;

/** A QR code, drawn here: what it says goes to nobody. Dark on light in every theme, because cameras expect it. */
export function QrCode({ label, value }: { label: string; value: string }) {
  const { path, size } = useMemo(() => {
    const rows = encodeQR(value, "raw", { ecc: "medium", border });
    const squares = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { path: squares.join(""), size: rows.length };
  }, [value]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-52 rounded-md border bg-white"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
