DROP TABLE sender_facility;
DROP TABLE sender_account;
