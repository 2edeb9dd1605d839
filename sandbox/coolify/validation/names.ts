/** Rules and texts of names and descriptions, the same for most nouns (ValidationPatterns, contract 3). */
const NAME = "string|min:3|max:255|regex:name";

export const nameRules = { required: `required|${NAME}`, optional: `nullable|${NAME}` };
export const descriptionRules = "nullable|string|max:255|regex:description";

export const nameMessages: Record<string, string> = {
  "name.required": "The name field is required.",
  "name.min": "The name must be at least :min characters.",
  "name.max": "The name may not be greater than :max characters.",
  "name.regex": "The name may only contain letters (including Unicode), numbers, spaces, and these characters: - _ . / @ & ( ) # , : +",
};

export const descriptionMessages: Record<string, string> = {
  "description.max": "The description may not be greater than :max characters.",
  "description.regex":
    "The description may only contain letters (including Unicode), numbers, spaces, and common punctuation: - _ . , ! ? ( ) ' \" + = * / @ &",
};
