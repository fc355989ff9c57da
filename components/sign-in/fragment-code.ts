/** The one-time code in the address's fragment, where no server and no log sees it. */
export function fragmentCode(): string | null {
  return new URLSearchParams(window.location.hash.slice(1)).get("code");
}

/** Takes the fragment out of the address and of this page's history entry. */
export function forgetFragment(): void {
  window.history.replaceState(window.history.state, "", window.location.pathname + window.location.search);
}
