// What a page holds of one case and its screen. Both are made anew together, so that nothing of
// an erased case can stay behind; what serves every case alike is not among it.

/**
 * The two parts that change with a case: `case`, with the answers, what the engine made of them
 * and what was said about them; and `shown`, what is open on screen.
 */
export function newPage(state, label, key) {
  return {
    case: {
      state,
      label,
      key,
      view: null,
      turn: 0, // how often an answer changed; what the engine made of the case carries the turn it is of
      isBehind: false, // whether facts changed since the view was asked for
      answerId: null, // of the engine's reply that is on screen
      ask: null,
      catalogue: null,
      note: null,
      copied: "",
      searched: new Map(), // what was written to find an answer, by the name of its control
      wrong: new Map(), // what is wrong with an answer, by the name of its control
      unreadable: new Map(), // of these, what the browser itself could not read
      generalError: "",
      explained: new Map(), // what would change the answer, by contact
      removed: [], // contacts that were taken out and can be put back, the newest last
      lastNumber: 0, // the highest that a removed contact had; none is given twice
      reminders: 0, // that the calendar file would hold
      documents: [], // the documents that help now
      openDocument: null, // the one that is open
      blanks: new Map(), // what was filled into documents; never kept anywhere
      proposed: "", // an edition that an address or a portal named beside the case's own
      before: null, // the case that was on the page before this one was opened
      news: [], // what opening a file came to
      locked: null, // a locked file that waits for its passphrase
      passphrase: "", // for the file to be saved; never kept anywhere
      tooShort: false, // whether the passphrase is
      unlocked: "", // a file without a passphrase: "asked" about, then "agreed" to
      recalled: null, // what was kept of it, as text, until the engine has read it
      damaged: "", // what was kept and cannot be read, as text
    },
    shown: {
      place: "start",
      current: state.contacts[0].id,
      answeredIn: null, // the place of the newest answer, until the page was drawn
      open: new Set(), // disclosures that were opened
      opened: new Set(), // places that were reached or opened
      folded: new Set(), // places whose answers stand in a line each
      wantsFocus: null,
    },
  };
}

/** Whether a note or document was made from the answers as they are now; no other is handed out. */
export function isOfNow(app, made) {
  return !app.case.isBehind && made.turn === app.case.turn;
}
