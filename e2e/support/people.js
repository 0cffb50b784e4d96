// People of the sample registry, with their values for the form. All of them are invented.

export const PIN = "2580";

/** The demo's main person: three COVID-19 doses. */
export const zoe = {
  first_name: "Zoë",
  last_name: "Example",
  birth_date: "1988-02-29",
  gender: "female",
  phone: "(617) 555-0142",
  pin: PIN,
};

/** Her daughter, on the same phone. */
export const mila = { ...zoe, first_name: "Mila", birth_date: "2017-05-14", pin: "8350" };

/** No COVID-19 dose. */
export const peter = {
  first_name: "Peter",
  last_name: "Novak",
  birth_date: "1973-09-09",
  gender: "male",
  email: "peter@example.org",
  pin: PIN,
};

/** Eighteen COVID-19 doses, the most that fit on one card. */
export const ruth = {
  first_name: "Ruth",
  last_name: "Winters",
  birth_date: "1944-01-31",
  gender: "female",
  phone: "617-555-0118",
  pin: PIN,
};

/** Arabic speaker. */
export const fatima = {
  first_name: "Fatima",
  last_name: "Al-Hassan",
  birth_date: "1993-03-08",
  gender: "female",
  phone: "781-555-0141",
  pin: PIN,
};

/** Haitian, reads French. */
export const roselene = {
  first_name: "Roselène",
  last_name: "Jean-Baptiste",
  birth_date: "1968-05-06",
  gender: "female",
  email: "roselene@example.org",
  pin: PIN,
};

/** Not in the registry. */
export const nobody = {
  first_name: "Abe",
  last_name: "Unheard",
  birth_date: "1990-01-02",
  gender: "male",
  phone: "(617) 555-0199",
  pin: PIN,
};

/** More COVID-19 doses than fit on one card; support/registry.js adds her to the registry. */
export const olga = {
  first_name: "Olga",
  last_name: "Many",
  birth_date: "1940-06-15",
  gender: "female",
  phone: "(617) 555-0160",
  pin: PIN,
};

/** Two providers reported one of her doses; support/registry.js adds her to the registry. */
export const vera = {
  first_name: "Vera",
  last_name: "Both",
  birth_date: "1979-04-11",
  gender: "female",
  phone: "(617) 555-0161",
  pin: PIN,
};
