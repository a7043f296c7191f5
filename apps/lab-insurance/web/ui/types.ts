/** A risk that a product covers. */
export interface Cover {
  code: string;
  name: string;
  optional: boolean;
  /** Euro; a cover without a sum is a service. */
  sumInsured?: number;
}

/** What has to be known for a price. */
export interface Question {
  type: 'choice' | 'numeric' | 'date';
  code: string;
  index: number;
  text: string;
  choices?: { code: string; label: string }[];
}

/** A product of the portfolio. */
export interface Product {
  code: string;
  name: string;
  image: string;
  description: string;
  covers: Cover[];
  questions: Question[];
  icon: string;
}

/** The answer to an offer: prices in euro. */
export interface OfferResult {
  offerNumber: string;
  totalPrice: number;
  coversPrices: Record<string, number>;
}

/** A policy in a list. */
export interface PolicyRow {
  number: string;
  dateFrom?: string;
  dateTo?: string;
  policyHolder: string;
}

/** A policy with all that is known of it. */
export interface Policy extends PolicyRow {
  totalPremium: number;
  productCode: string;
  accountNumber: string;
  /** Code and price, such as `C1 - 26.00`. */
  covers: string[];
}

/** The services that hear of a sale. */
export const subscribers = ['policy-search', 'payment', 'documents', 'dashboard'] as const;
export type Subscriber = (typeof subscribers)[number];

/** When each of them has taken a sale in, as ISO text. */
export type Arrivals = Record<Subscriber, string | null>;

/** An account under which a policy is paid. */
export interface Account {
  policyAccountNumber: string;
  policyNumber: string;
  created: string;
  updated: string;
  balance?: number;
}

/** What came of a file of the bank. */
export interface ImportedFile {
  name: string;
  rows: number;
  booked: number;
  rejected: number;
}

/** A line of the bank that could not be booked. */
export interface Reject {
  file: string;
  line: number;
  reason: string;
  text: string;
  at: string;
}

/** How many policies, and for how many euro. */
export interface Sales {
  policiesCount: number;
  premiumAmount: number;
}

/** Sales of one period, which begins on `periodDate`. */
export interface PeriodSales extends Sales {
  periodDate: string;
}

/** An event that a service has given up. */
export interface DeadLetter {
  consumer: string;
  eventId: string;
  type: string;
  policyNumber?: string;
  attempts: number;
  error: string;
  failedAt: string;
}
