/** How the names of a country's cities sound. */
export type Language = keyof typeof syllables;

/** Beginnings, middles and ends; a name takes one of each, or leaves the middle out. */
const syllables = {
  german: [
    'Alt Berg Birken Buch Eich Erl Feld Grün Hoch Kalt Linden Mühl Neu Ober Rot Schön Stein Tann Unter Weiß',
    'en er ling',
    'ach au bach berg brück burg dorf feld furt hausen heim hofen ingen kirchen rode stadt stein tal wald',
  ],
  english: [
    'Ash Beck Brad Cal Clay Dun East Fair Glen Hart Kings Lang Mill New North Oak Red Spring Stan Wal West Win',
    'er ing le',
    'bridge burgh bury by dale field ford ham haven hurst ley mouth port stead ton vale ville water wick wood',
  ],
  dutch: [
    'Am Beek Bos Den Diep Eind Gronde Haar Heer Klaver Maas Nieuw Oost Oude Rijk Steen Vel Wes Zand Zuid',
    'en er',
    'berg broek brug burg dam dijk dorp drecht gem hoven huizen kerk loo meer rode stad veen voort wijk zele',
  ],
  french: [
    'Beau Belle Bois Bré Cha Clair Cour Fon Gran Haute La Li Mar Mont Neu Noir Roche Saint Ville Vi',
    'de le mi ri',
    'bourg champ court évry fontaine gnac gny ières illac lieu lon mont nay nville pierre rac sart val vigne',
  ],
  iberian: [
    'Al Ara Bella Cabra Cala Campo Casa Fuen Gua Lago Mira Monte Oli Palma Peña Ribe San Torre Va Villa',
    'de la me ra',
    'bal blanca cedo dera flor guera lares lejo mar nales nova queira redo rica ruela sierra tal verde vista zón',
  ],
  italian: [
    'Acqua Bella Bor Cala Campo Castel Civi Fos Gra Lu Monte Olivo Pietra Ponte Rocca San Torre Val Ver Villa',
    'da le ra',
    'bruna chiara della fiore franca gnano lago lengo mare monte nara nova rello retta rosa sco tina vecchia vento zano',
  ],
  slavic: [
    'Bel Bor Brod Čer Dob Gra Hor Jas Kam Kra Les Mal Mir Nov Ost Pol Rad Svet Vel Zla',
    'a e i o',
    'bor brod čany dov grad hrad ice íkov ín kovo mirov nica nov ovec pole říč šov vany vice zná',
  ],
  nordic: [
    'Aal Berg Bjørn Dal Eske Fre Gran Had Hol Kal Lille Mos Nord Ods Ring Skog Sol Sten Sønder Vest',
    'e er en',
    'bro by dal fjord fors havn holm hult hus köping lund mark næs rup sele skov stad strand sund vik',
  ],
  finnish: [
    'Ala Haa Hei Iso Jär Kala Kangas Kir Kuu Lap Mä Nur Ora Pieli Poh Rova Suo Uusi Vesi Yli',
    'la ma ri',
    'inen järvi joki kallio kangas kaupunki koski kylä lahti lampi mäki niemi nummi pelto ranta salmi salo suo vaara virta',
  ],
  hungarian: [
    'Al Bala Bör Csá Dom Eger Fel Gyö Haj Kis Kő Mező Nagy Ör Pá Sár Szé Tá Új Vár',
    'a e o',
    'bánya bokod csány dorog falva föld hegy hely kút lak major monda puszta sziget szeg tápé telek vár vásár zsa',
  ],
  greek: [
    'Aga Ana Ar Chal Del Ela Ery Gala Kala Kas Lef Mega Neo Pala Para Pet Pla Thes Tri Xan',
    'ka li ro',
    'chori dia doni fori karya kastro lamia lia mata menia nissi phos polis rgos ria ssa stra thos vrysi xia',
  ],
  indian: [
    'Aman Bala Chan Dev Durga Gopal Hari Jai Kal Kama Lak Maha Nara Pala Raj Ram Sita Sona Ujj Vija',
    'a i',
    'bad garh giri gram guda kot mandi mangal nagar nathpur pet pore pur puram sagar sar tala vada wadi walla',
  ],
  japanese: [
    'Aka Ao Asa Fuji Haru Hi Ishi Kawa Kita Koma Matsu Mina Mori Naka Nishi Oka Sato Taka Tsuki Yama',
    'no mi',
    'be da gawa hama hara hashi kura machi mura nami oka saka saki sawa shima shiro tani yama zaki zawa',
  ],
  eastern: [
    'An Bai Chang Da Dong Fu Gu Han Hong Jin Lan Lin Nam Ning Ping Qing Shan Tai Wen Xin',
    'an i',
    'an cheng dong du gang he hua jiang jin kou ling nan ping shan shi shui yang yuan zhen zhou',
  ],
} as const satisfies Record<string, readonly [string, string, string]>;

/** An invented, pronounceable name. `random` answers numbers from 0 to below 1. */
export function inventName(language: Language, random: () => number): string {
  const [begin, middle, end] = syllables[language];
  const pick = (list: string) => {
    const all = list.split(' ');
    return all[Math.floor(random() * all.length)] ?? '';
  };
  return `${pick(begin)}${random() < 0.5 ? pick(middle) : ''}${pick(end)}`;
}

/** A name as one types it to search for it: lower case, without accents. */
export const searchName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[łøßæ]/g, (letter) => ({ ł: 'l', ø: 'o', ß: 'ss', æ: 'ae' })[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
