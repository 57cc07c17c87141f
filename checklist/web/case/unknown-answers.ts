// A case that was kept before the page was replaced by a newer one may hold answers that
// the newer content does not know. They are set aside one by one and named.
import type { Case, ErrorReply } from "messages";
import * as cases from "./state.ts";
import { FILE_WORDS } from "../words/files.js";

/** Set aside what an error of the engine is about; returns the sentence for it, or nothing. */
export function setAside(app: { readonly case: { readonly state: Case } }, { where }: ErrorReply): string {
  const { contact, fact } = where ?? {};
  const facts = fact && cases.factsOf(app.case.state, contact);
  if (facts && fact in facts) {
    const value = JSON.stringify(facts[fact]);
    cases.setFact(app.case.state, contact, fact, undefined);
    return FILE_WORDS.aside(contact ?? FILE_WORDS.theCase, fact, value);
  }
  return "";
}
