"use client";

import { FileCheck, FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useId, useState } from "react";
import { useUnitFormat } from "@/components/charts/use-unit-format";
import { cn } from "@/components/ui/cn";

type DropZoneProps = {
  file: File | null;
  /** What is wrong with the choice, in words. */
  error: string | null;
  /** Everything that was dropped or chosen at once. */
  onChoose: (files: File[]) => void;
};

/** A place to drop a file on. It is the browser's own file field underneath, so the keyboard and the picker work as ever. */
export function DropZone({ file, error, onChoose }: DropZoneProps) {
  const t = useTranslations("uploads.form");
  const unit = useUnitFormat();
  const size = (bytes: number) => unit(bytes, "bytes");
  const id = useId();
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) onChoose(files);
  };
  return (
    <div className="grid gap-1.5">
      <span id={`${id}-name`} className="font-medium text-sm">
        {t("file")}
      </span>
      <label
        htmlFor={id}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cn(
          "relative grid cursor-pointer justify-items-center gap-1 rounded-md border border-input border-dashed bg-card px-4 py-8 text-center transition-colors hover:bg-accent has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-ring",
          isOver && "border-primary bg-accent",
          error && "border-destructive-text",
        )}
      >
        {file ? (
          <FileCheck aria-hidden className="size-6 text-success" />
        ) : (
          <FileUp aria-hidden className="size-6 text-muted-foreground" />
        )}
        <span id={`${id}-choice`} className="wrap-anywhere font-medium text-sm">
          {isOver ? t("dropActive") : file ? t("chosen", { name: file.name, size: size(file.size) }) : t("drop")}
        </span>
        <span id={`${id}-hint`} className="text-muted-foreground text-xs">
          {file ? t("changeFile") : t("dropHint")}
        </span>
        <input
          id={id}
          name="file"
          type="file"
          className="sr-only"
          aria-labelledby={`${id}-name ${id}-choice`}
          aria-describedby={error ? `${id}-error ${id}-hint` : `${id}-hint`}
          aria-invalid={error ? true : undefined}
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            // The same file may be chosen again after it was mended.
            event.currentTarget.value = "";
            if (files.length > 0) onChoose(files);
          }}
        />
      </label>
      {error && (
        <p id={`${id}-error`} role="alert" className="text-destructive-text text-xs">
          {error}
        </p>
      )}
    </div>
  );
}
