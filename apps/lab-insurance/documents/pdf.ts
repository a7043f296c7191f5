import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import type { PolicyEvent } from '../events.ts';
import { cents, euroText } from '../money.ts';
import { dejaVuSans } from './font/dejavu-sans.ts';

const font = dejaVuSans();

/** The letter that goes with a new policy, as PDF of one page with text that can be selected and read aloud. */
export async function policyPdf(policy: PolicyEvent['policy']): Promise<Uint8Array> {
  const { number, from, to, policyHolder, productCode, totalPremium } = policy;
  const title = `Your new policy ${number}`;
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 50,
    // Otherwise pdfkit would look for a font of its own, which is a file.
    font: '',
    pdfVersion: '1.5',
    tagged: true,
    lang: 'en',
    displayTitle: true,
    info: { Title: title },
  });
  const write = (tag: 'H1' | 'H2' | 'P', size: number, text: string, align: 'center' | 'left') =>
    pdf.addStructure(
      pdf.struct(tag, {}, () => void pdf.fontSize(size).text(text.normalize('NFC'), { align }).moveDown(0.7)),
    );
  pdf.font(font);
  write('H1', 15, title, 'center');
  write('H2', 12, `Valid from ${from} to ${to}`, 'left');
  write('H2', 12, `Policy holder: ${policyHolder}`, 'left');
  write('P', 10, `Product: ${productCode}`, 'left');
  write('P', 10, `Premium: ${euroText(cents(totalPremium))} EUR`, 'left');
  write('P', 10, 'Thank you for choosing LAB Insurance.', 'left');
  pdf.end();
  return buffer(pdf);
}
