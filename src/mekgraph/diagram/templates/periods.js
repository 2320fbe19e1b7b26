// Dates known to the year, the month or the day, as the days that they may mean; and what of a link holds at one.
const periods = (() => {
  "use strict";
  const FORM = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
  // The first and the last day that a date may mean, to be compared as texts; null for anything else.
  const days = (text) => (FORM.test(text) ? { first: `${text}-01-01`.slice(0, 10), last: `${text}${["-12-31", "-31", ""][(text.length - 4) / 3]}` } : null);
  const least = (dates, side) => dates.reduce((best, one) => (!best || one[side] < best[side] ? one : best), null);
  const most = (dates, side) => dates.reduce((best, one) => (!best || one[side] > best[side] ? one : best), null);
  // "sure", "possible", or why it does not hold: "early" or "over". What happened at an event stays from its date on.
  // Without a start a link is sure from the first publication that tells of it, without an end up to the last.
  function standing(edge, day) {
    const [start, end] = [days(edge.start), days(edge.end)];
    if (start && start.first > day.last) return "early";
    if (edge.happening) return start && start.last <= day.last ? "sure" : "possible";
    if (end && end.last < day.first) return "over";
    const told = edge.proofs.map((proof) => days(proof.published)).filter(Boolean);
    const [began, until] = [start ?? least(told, "last"), end ?? most(told, "first")];
    return began && until && began.last <= day.last && day.first <= until.first ? "sure" : "possible";
  }
  // Every month, or every year, from the first to the last of some dates.
  function steps(dates) {
    const known = dates.map(days).filter(Boolean);
    if (!known.length) return [];
    const [first, last] = [least(known, "first").first, most(known, "last").last];
    const [year, end] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))];
    const years = Array.from({ length: end - year + 1 }, (_, at) => String(year + at).padStart(4, "0"));
    if (years.length > 40 || dates.every((date) => date.length < 7)) return years;
    const months = years.flatMap((name) => Array.from({ length: 12 }, (_, at) => `${name}-${String(at + 1).padStart(2, "0")}`));
    return months.filter((month) => month >= first.slice(0, 7) && month <= last.slice(0, 7));
  }
  return { days, standing, steps };
})();
