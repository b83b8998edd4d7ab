-- A digest that a clock wrote which ran ahead must not take the place of the one that is due on that day: its kind tells it apart.
grant update (kind) on mail_message to capeline_app;
