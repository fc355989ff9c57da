/**
 * Copies a text. Where the Clipboard API is missing (plain HTTP) or refuses, it selects what `element` shows and asks the
 * browser to copy that, putting exactly `text` on the clipboard.
 * @returns false when the browser refused; the text of `element` is selected then, ready for Ctrl+C.
 */
export async function copyText(text: string, element: HTMLElement): Promise<boolean> {
  if (window.isSecureContext && navigator.clipboard !== undefined) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // A refused permission: the older way may still be open.
    }
  }
  return copySelection(text, element);
}

function copySelection(text: string, element: HTMLElement): boolean {
  const focused = document.activeElement;
  selectContents(element);
  const putText = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  element.ownerDocument.addEventListener("copy", putText, { capture: true, once: true });
  const copied = tryCopyCommand();
  element.ownerDocument.removeEventListener("copy", putText, { capture: true });
  if (copied && focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}

/** Selects all that a field or an element shows. A field takes the focus, because only a focused field shows it. */
export function selectContents(element: HTMLElement): void {
  if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
    element.focus({ preventScroll: true });
    element.select();
    return;
  }
  const range = element.ownerDocument.createRange();
  range.selectNodeContents(element);
  const selection = element.ownerDocument.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}

/** The command is deprecated and still the only way to copy on a page that was not served securely. */
function tryCopyCommand(): boolean {
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  }
}
