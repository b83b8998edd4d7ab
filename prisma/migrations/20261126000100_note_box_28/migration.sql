-- Whether box 28 of the entry summary names the notify party of CBP Form 4811, as a person attested it: no report says so.
alter table entry add column box28_names_party boolean;
