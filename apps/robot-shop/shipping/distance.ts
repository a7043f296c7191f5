/** A place in degrees. */
export interface Place {
  latitude: number;
  longitude: number;
}

/** Where everything is sent from: Solingen in Germany. */
const origin: Place = { latitude: 51.164896, longitude: 7.068792 };
const earthRadiusKm = 6371;

/** Kilometres from the store to a place over a spherical Earth (haversine), as a whole number. */
export const distanceTo = (place: Place): number => shippingDistance(place, (half) => Math.sin(half) ** 2);

/** The same with the original's mistake, which takes sin(Δλ/2)·sin(Δλ) for sin²(Δλ/2): 633 km to Berlin, not 460. */
export const originalDistanceTo = (place: Place): number =>
  shippingDistance(place, (half) => Math.sin(half) * Math.sin(2 * half));

/** Euro for a distance: 5 cents a kilometre. */
export const costOf = (km: number): number => roundHalfEven(km * 5) / 100;

function shippingDistance(place: Place, ofLongitude: (halfOfDifference: number) => number): number {
  const latitude = radians(place.latitude - origin.latitude) / 2;
  const longitude = radians(place.longitude - origin.longitude) / 2;
  const scale = Math.cos(radians(origin.latitude)) * Math.cos(radians(place.latitude));
  const a = Math.sin(latitude) ** 2 + scale * ofLongitude(longitude);
  return roundHalfEven(2 * earthRadiusKm * Math.atan2(Math.sqrt(a), Math.sqrt(1 - a)));
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Rounds to a whole number, and a half to the even one, as Java's `Math.rint`. */
export function roundHalfEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
