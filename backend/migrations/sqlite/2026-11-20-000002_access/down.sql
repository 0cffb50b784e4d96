DROP TABLE message;
DROP TABLE access_link_patient;
DROP TABLE access_link;
DROP TABLE used_challenge;
DROP TABLE access_request;
