import type { Cover, Question } from '#apps/lab-insurance/product/products';
import { products } from '#apps/lab-insurance/product/seeds';

/** Covers of a product that somebody wants, and answers that fit its questions; numbers have up to three decimals. */
export interface Order {
  productCode: string;
  selectedCovers: string[];
  answers: { type: 'choice' | 'numeric'; questionCode: string; answer: string }[];
}

/** An order of any product; `random` gives numbers from 0 to 1. */
export function drawOrder(random: () => number): Order {
  const upTo = (limit: number): number => Math.floor(random() * limit);
  const oneOf = <Item>(items: readonly Item[]): Item => items[upTo(items.length)] as Item;
  const decimal = (limit: number): string => {
    const digits = upTo(4);
    return (upTo(limit * 10 ** digits) / 10 ** digits).toFixed(digits);
  };
  const answerTo = (question: Question): Order['answers'][number] =>
    question.type === 'choice'
      ? { type: 'choice', questionCode: question.code, answer: oneOf(question.choices).code }
      : {
          type: 'numeric',
          questionCode: question.code,
          answer: decimal(question.code === 'AREA' ? 1000 : 5),
        };
  const { code, covers, questions } = oneOf(products);
  // One cover at least is needed.
  const isSelected = ({ optional }: Cover): boolean => !optional || covers.length === 1 || upTo(2) === 0;
  return {
    productCode: code,
    selectedCovers: covers.filter(isSelected).map(({ code }) => code),
    answers: questions.map(answerTo),
  };
}

/** A house of an area, with no flood and no claims: no markup rounds its price. */
export const house = (area: string, type: 'APT' | 'HOUSE' = 'APT'): Order => ({
  productCode: 'HSI',
  selectedCovers: ['C1', 'C2', 'C3'],
  answers: [
    { type: 'choice', questionCode: 'TYP', answer: type },
    { type: 'numeric', questionCode: 'AREA', answer: area },
    { type: 'numeric', questionCode: 'NUM_OF_CLAIM', answer: '0' },
    { type: 'choice', questionCode: 'FLOOD', answer: 'NO' },
  ],
});
