drop table receipts;
drop function ensure_partitions;
drop function uuid_floor;
