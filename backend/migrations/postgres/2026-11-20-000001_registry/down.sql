DROP TABLE manufacturer_code;
DROP TABLE vaccine_code;
DROP TABLE immunization;
DROP TABLE contact_key;
DROP TABLE patient_contact;
DROP TABLE patient;
