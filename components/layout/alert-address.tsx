"use client";

import { useEffect } from "react";
import { alertPathOf } from "./alert-path";

/**
 * Leads an alert's URL of the API to the alert's page. Its fragment never reaches the server, and stays in the address
 * through every redirect, so that it may arrive at the start page or at the sign-in, which leads back to the alert.
 */
export function AlertAddress() {
  useEffect(() => {
    const lead = () => {
      const path = alertPathOf(window.location.hash);
      if (path !== null) window.location.replace(path);
    };
    lead();
    window.addEventListener("hashchange", lead);
    return () => window.removeEventListener("hashchange", lead);
  }, []);
  return null;
}
