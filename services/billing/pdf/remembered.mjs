/** Far more than a document asks for, and never more than memory bears. */
const most = 20_000;

/** Answers from memory what was asked before. Forgets all of it when that becomes much. */
export function remembered(answer) {
  const known = new Map();
  return (asked) => {
    let found = known.get(asked);
    if (found === undefined) {
      if (known.size >= most) known.clear();
      found = answer(asked);
      known.set(asked, found);
    }
    return found;
  };
}
