/** Tiers that a person may add. */
export const TIERS = ["instance", "product", "white-label"] as const;
export type Tier = (typeof TIERS)[number];

/** One thing that must be known to write a file, and how a person is asked for it. */
export interface Question {
  /** Name of the answer and, with dashes, of its option: `adminDomain`, `--admin-domain`. */
  key: string;
  question: string;
  /** What is meant where nobody says; a function of the answers before it. Absent: it must be said. */
  standard?: (answers: Answers) => string;
  /** Not asked in this case. */
  skip?: (answers: Answers) => boolean;
}

export type Answers = Readonly<Record<string, string>>;

const upper = ({ code = "" }: Answers) => code.toUpperCase();

/** A tag goes with an image alone, a repository without one. */
const SOURCE: Question[] = [
  {
    key: "image",
    question: "Docker image without its tag (empty: it is built from a repository)",
    standard: () => "",
    skip: ({ repository }) => Boolean(repository),
  },
  { key: "tag", question: "Tag of the image", standard: () => "latest", skip: ({ image }) => !image },
  { key: "repository", question: "Address of the git repository", skip: ({ image }) => Boolean(image) },
];

/** What is asked, in this order, for each tier. */
export const QUESTIONS: Record<Tier, Question[]> = {
  instance: [
    { key: "code", question: "Short code, such as zeta: lower case, stays for ever" },
    { key: "name", question: "Name for people", standard: upper },
    { key: "description", question: "A sentence for people", standard: (answers) => `The ${answers.name ?? ""} platform and its products` },
    ...SOURCE,
    { key: "primary", question: "First colour of the brand", standard: () => "#1f6feb" },
    { key: "secondary", question: "Second colour of the brand", standard: () => "#24292f" },
    { key: "logo", question: "Logo of the brand", standard: ({ code = "" }) => `/brand/${code}.svg` },
  ],
  product: [
    { key: "instance", question: "Code of the instance that it belongs to" },
    { key: "code", question: "Short code, such as shop: lower case, stays for ever" },
    { key: "name", question: "Name for people", standard: upper },
    ...SOURCE,
    { key: "environments", question: "Environments, with commas between", standard: () => "production" },
  ],
  "white-label": [
    { key: "product", question: "Which product it is made from, such as baiv-wwg" },
    { key: "client", question: "The client, such as AcmeCorp: letters and digits, stays for ever" },
    { key: "domain", question: "Domain for visitors" },
    { key: "adminDomain", question: "Domain for the client's administrators", standard: ({ domain = "" }) => `admin.${domain}` },
    { key: "description", question: "A sentence for people", standard: ({ client = "" }) => `Made for ${client}` },
    { key: "primary", question: "First colour of the brand", standard: () => "#1f6feb" },
    { key: "secondary", question: "Second colour of the brand", standard: () => "#24292f" },
    { key: "logo", question: "Logo of the brand", standard: ({ client = "" }) => `/brand/${client.toLowerCase()}.svg` },
  ],
};

/** `adminDomain` → `--admin-domain`. */
export const optionOf = (key: string) => `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
