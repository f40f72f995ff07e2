package chat.parley.web.identity;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import java.util.Optional;
import java.util.UUID;

/** The accounts of the support staff. */
public final class Admins {

    /** Any number that nobody else locks: there is one first admin, however many nodes start. */
    private static final long FIRST_ADMIN_LOCK = 0x7061_726c_6579_0001L;

    private final JdbcClient database;
    private final TransactionOperations transactions;

    Admins(JdbcClient database, TransactionOperations transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    /**
     * @param passwordHash with the name of its algorithm in front
     */
    record Account(UUID id, String email, String name, String passwordHash) {

        AdminPrincipal principal() {
            return new AdminPrincipal(id, email, name);
        }

        /** Says nothing personal, for this may end in a log. */
        @Override
        public String toString() {
            return "Account[" + id + "]";
        }
    }

    boolean areThere() {
        return database.sql("SELECT EXISTS (SELECT FROM admin)").query(Boolean.class).single();
    }

    /** Whether somebody signs in with this address. */
    public boolean know(String email) {
        return withEmail(email).isPresent();
    }

    /** The account with this address, in whatever case it was typed. */
    Optional<Account> withEmail(String email) {
        if (email.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return database.sql(
                        """
                        SELECT id, email, name, password_hash FROM admin
                        WHERE lower(email) = lower(?)
                        """)
                .param(email)
                .query(Account.class)
                .optional();
    }

    /**
     * Adds the account if there is none at all.
     *
     * @return whether it was added
     */
    boolean addFirst(Account account) {
        return Boolean.TRUE.equals(
                transactions.execute(_ -> {
                    database.sql("SELECT pg_advisory_xact_lock(?)")
                            .param(FIRST_ADMIN_LOCK)
                            .query(row -> {});
                    return database.sql(
                                            """
                                            INSERT INTO admin (id, email, name, password_hash)
                                            SELECT ?, ?, ?, ?
                                            WHERE NOT EXISTS (SELECT FROM admin)
                                            """)
                                    .params(
                                            account.id(),
                                            account.email(),
                                            account.name(),
                                            account.passwordHash())
                                    .update()
                            == 1;
                }));
    }
}
