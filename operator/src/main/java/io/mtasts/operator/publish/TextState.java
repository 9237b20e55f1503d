package io.mtasts.operator.publish;

import java.util.List;

/** How an update server stands to one record. */
public sealed interface TextState {
    /** It has the record as it is wanted. */
    record InPlace() implements TextState {}

    /** It has none of ours any more. */
    record Gone() implements TextState {}

    /** It has records that somebody else wrote, which are left alone. */
    record Foreign(List<String> found) implements TextState {
        public Foreign {
            found = List.copyOf(found);
        }
    }

    /** Somebody keeps writing these where ours was; left alone from now on. */
    record Contested(List<String> found) implements TextState {
        public Contested {
            found = List.copyOf(found);
        }
    }

    /** It could not be brought about: {@code why}, in whole sentences. It is tried again. */
    record Failed(String why) implements TextState {}
}
