// The form in which names are compared, whatever people type for apostrophes, accents, blanks and capitals.
const folding = (() => {
  "use strict";
  const APOSTROPHES = /[\u02bb\u02bc\u2018\u2019\u201b'`\u00b4\u2032\u02b9\u02bd\uff07\u055a]/g;
  const LATIN = {
    а: "a", б: "b", в: "v", г: "g", ғ: "g", д: "d", е: "e", ё: "yo", ж: "j", з: "z", и: "i", й: "y", к: "k", қ: "q", л: "l",
    м: "m", н: "n", о: "o", ў: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "x", ҳ: "h", ц: "ts", ч: "ch",
    ш: "sh", ъ: "", ь: "", э: "e", ю: "yu", я: "ya",
  };
  // Apostrophes go before compatibility folding, which would turn some of them into a space; ё becomes е with the accents.
  const fold = (text) => text.replace(APOSTROPHES, "").normalize("NFKD").replace(/\p{M}/gu, "")
    .toUpperCase().toLowerCase().replaceAll("ς", "σ").replace(/[\s_-]+/g, " ").trim();
  // Uzbek in Cyrillic letters as it is written in Latin ones: е is "ye" where a word or a syllable begins with it.
  const latin = (text) => fold(text.normalize("NFC").toLowerCase().replace(/(^|[^\p{L}]|[аеёиоуўэюяъ])е/gu, "$1ye")
    .replace(/\p{L}/gu, (letter) => LATIN[letter] ?? letter));
  // Whether all words of what was typed are in a folded text, each as it stands or in Latin letters.
  function finder(typed) {
    const forms = typed.split(/\s+/).map((word) => [fold(word), latin(word)]).filter(([word]) => word);
    return { empty: !forms.length, in: (folded) => forms.every((form) => form.some((word) => word && folded.includes(word))) };
  }
  return { fold, finder };
})();
