package chat.parley.query.proof;

/** The read model is being compared with the log already. */
public final class ProofRunning extends RuntimeException {

    ProofRunning(String readModel) {
        super("A proof of the read model " + readModel + " is running.", null, false, false);
    }
}
