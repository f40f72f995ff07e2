package chat.parley.query.proof;

import java.util.List;

/** What a read model should hold of a chat. */
interface ExpectedRows {

    /** The read model's name. */
    String readModel();

    /** The tables of the read model, with all of their columns. */
    List<ServedTable> tables();

    /** The rows of a chat for each of the tables, in their order; those of a table by number. */
    List<List<Row>> of(FoldedChat chat);
}
