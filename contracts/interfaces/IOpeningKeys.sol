// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, JointKey, KeyId, ParticipantId, TenderId} from "../types/Types.sol";

/// @title The guardians' joint keys: made, confirmed, assigned, released
/// @notice A key is made by distributed key generation among `n` guardians with threshold `k`, over this contract as the broadcast
/// channel: every guardian sees the same packages. It is ready once every member of the ceremony has confirmed the same transcript,
/// serves one tender once, and is opened by `k` shares after the ledger says that the tender's opening has begun. Members of the set
/// that stopped a ceremony can be left out of the next; whether that is just is for the others to judge, by taking part or not.
interface IOpeningKeys {
    enum KeyState {
        None,
        Ready,
        Assigned,
        Open,
        Rehearsing
    }

    /// @dev Guardians stand as bits, the first of the set lowest. `members` are those that were not left out, `accused` those whom
    /// another accuses: the ceremony has then ended.
    struct Ceremony {
        uint32 set;
        uint16 keys;
        uint48 startedAt;
        uint16 members;
        uint16 round1Posted;
        uint16 round2Posted;
        uint16 confirmed;
        uint16 accused;
        bytes32 packages;
        bytes32 transcript;
    }

    /// @notice The ledger that assigns keys was named, for good.
    event LedgerBound(address ledger);
    /// @notice A guardian set was formed; its members stand in ascending order.
    event GuardianSetFormed(uint32 indexed set, ParticipantId[] guardians, uint8 threshold);
    /// @notice A guardian set makes no new keys and takes no new tenders; its keys in use open as ever.
    event GuardianSetRetired(uint32 indexed set);
    /// @notice A guardian proved that it was there after block `height`.
    event GuardianAlive(uint32 indexed set, ParticipantId indexed guardian, uint48 height);
    /// @notice A guardian began a ceremony for `keys` keys; bit `i - 1` of `without` leaves out the guardian with index `i`.
    event CeremonyStarted(
        uint48 indexed ceremony,
        uint32 indexed set,
        uint16 keys,
        uint16 without,
        ParticipantId indexed guardian
    );
    /// @notice A guardian posted its package; `packages` is the running hash after it.
    event PackagePosted(
        uint48 indexed ceremony,
        uint8 indexed round,
        ParticipantId indexed guardian,
        bytes package,
        bytes32 packages
    );
    /// @notice A guardian confirmed the transcript of a ceremony.
    event KeysConfirmed(uint48 indexed ceremony, ParticipantId indexed guardian, bytes32 transcript);
    /// @notice Emitted with the first confirmation: the points that the transcript commits to.
    event KeysProposed(uint48 indexed ceremony, JointKey[] keys);
    /// @notice A guardian says that another's package for it is false, and discloses its secret X25519 key of this ceremony: with it
    /// anybody repeats the check. The ceremony has ended; whose word was false, accused or accuser, everybody can see.
    event GuardianAccused(
        uint48 indexed ceremony,
        ParticipantId indexed guardian,
        ParticipantId indexed accused,
        bytes32 key
    );
    /// @notice Every member confirmed: the keys of the ceremony can be used.
    event KeysReady(uint48 indexed ceremony, uint32 indexed set, uint16 keys);
    /// @notice A key serves this tender and no other.
    event KeyAssigned(KeyId indexed key, TenderId indexed tender);
    /// @notice A key is opened for nobody, to see that its guardians can; `tender` is zero in the events of its shares and its opening.
    event KeyRehearsed(KeyId indexed key, ParticipantId indexed participant);
    /// @notice A guardian published its share, and it is the right one.
    event ShareReleased(
        KeyId indexed key,
        TenderId indexed tender,
        ParticipantId indexed guardian,
        uint256 share
    );
    /// @notice A share that its guardian signed and that does not belong to its public share: refused, its author known.
    event ShareRefused(
        KeyId indexed key,
        TenderId indexed tender,
        ParticipantId indexed guardian,
        uint256 share
    );
    /// @notice Enough shares are there: anyone can open what is sealed to this key.
    event KeyOpened(KeyId indexed key, TenderId indexed tender, uint256 secret);

    error InvalidGuardianSet();
    error UnknownGuardianSet(uint32 set);
    error WrongNumber(uint256 expected, uint256 named);
    error InvalidKeyCount(uint16 keys);
    error CeremonyRunning(uint32 set, uint48 ceremony);
    error UnknownCeremony(uint48 ceremony);
    error NotInSet(uint32 set, ParticipantId guardian);
    error SetRetired(uint32 set);
    error StaleHeartbeat(uint48 height);
    error InvalidMembers(uint32 set, uint16 without);
    error NotInCeremony(uint48 ceremony, ParticipantId guardian);
    error AlreadyPosted(uint48 ceremony, uint8 round, ParticipantId guardian);
    error RoundNotOpen(uint48 ceremony, uint8 round);
    error PackageTooLarge(uint256 size);
    error InvalidPoint(uint256 x, uint256 y);
    error TranscriptMismatch(uint48 ceremony, bytes32 expected, bytes32 found);
    error NothingToAccuse(uint48 ceremony, ParticipantId accused);
    error AlreadyAccused(uint48 ceremony, ParticipantId accused, ParticipantId guardian);
    error CeremonyAccused(uint48 ceremony);
    error CeremonyReady(uint48 ceremony);
    error UnknownKey(KeyId key);
    error WrongKeyState(KeyId key, KeyState current, KeyState expected);
    error WrongKey(KeyId key);
    error TooEarly(KeyId key, TenderId tender);
    error RehearsedLately(ParticipantId guardian, uint48 next);
    error AlreadyReleased(KeyId key, ParticipantId guardian);
    error NotLedger(address caller);
    error AlreadyBound(address ledger);
    error NotDeployer(address caller);

    /// @notice Names the ledger that assigns keys, once. Caller: the deployer.
    function bind(address ledger) external;

    /// @notice Forms a guardian set. Author: the registrar.
    /// @param guardians 2 to 9 participants in the guardian role in ascending order of their numbers; a guardian's index (its abscissa
    /// in the secret sharing) is its place in this list plus one
    /// @param threshold `k`, from 2 to the number of guardians
    /// @param set the number that the set gets: the last one plus one
    function formGuardianSet(
        ParticipantId[] calldata guardians,
        uint8 threshold,
        uint32 set,
        Authorization calldata authorization
    ) external;

    /// @notice Retires a guardian set, once and for good: it starts no ceremony, and none of its keys is assigned or rehearsed any
    /// more. Keys in use open as ever. Author: the registrar.
    function retireGuardianSet(uint32 set, Authorization calldata authorization) external;

    /// @notice Shows that a guardian is there: it names a block that nobody knew long before. Author: the guardian.
    /// @param height of one of the last 256 blocks, higher than at the guardian's last heartbeat in this set
    /// @param blockHash of that block
    function heartbeat(
        uint32 set,
        ParticipantId guardian,
        uint48 height,
        bytes32 blockHash,
        Authorization calldata authorization
    ) external;

    /// @notice Starts a ceremony that makes `keys` keys (1 to 64), if the last one that its author started in this set is ready or a
    /// minute old; those of others may be under way beside it. Author: a guardian of the set that takes part.
    /// @param without bit `i - 1` leaves out the guardian with index `i`; at least `threshold` guardians take part
    /// @param ceremony the number that the ceremony gets: the last one plus one
    function startCeremony(
        uint32 set,
        uint16 keys,
        uint16 without,
        uint48 ceremony,
        ParticipantId guardian,
        Authorization calldata authorization
    ) external;

    /// @notice Posts a guardian's package of round 1 (commitments, proofs) or 2 (encrypted shares). Author: the guardian.
    /// Round 2 opens when every member has posted round 1. The packages' meaning is checked by the guardians, not here.
    function postPackage(
        uint48 ceremony,
        uint8 round,
        ParticipantId guardian,
        bytes calldata package,
        Authorization calldata authorization
    ) external;

    /// @notice Confirms the ceremony's transcript: all packages as posted here, and the keys that follow from them.
    /// With the last confirmation the keys are ready. Author: the guardian.
    /// @param keys the joint keys in order, with a public share of zero for each guardian left out; the signed transcript is
    /// keccak256(abi.encode(ceremony, packages, keccak256 of each key's abi.encode, in order)), see SPEC.md
    function confirmKeys(
        uint48 ceremony,
        ParticipantId guardian,
        JointKey[] calldata keys,
        Authorization calldata authorization
    ) external;

    /// @notice Accuses a member of having sent the author a false package in round 2, once for each pair and while the ceremony is not
    /// ready. It ends the ceremony, whether it holds or not: that is judged by whoever looks. Author: the guardian, a member.
    /// @param key the author's secret X25519 key of this ceremony, which serves no other
    function accuseGuardian(
        uint48 ceremony,
        ParticipantId accused,
        bytes32 key,
        ParticipantId guardian,
        Authorization calldata authorization
    ) external;

    /// @notice Gives a ready key of a set that is not retired to one tender for good. Caller: the ledger.
    function assign(KeyId key, TenderId tender) external;

    /// @notice Opens a ready key for nobody: its guardians release their shares at once, all of them, and it never serves a tender.
    /// Author: the registrar, or a guardian of the key's set, which can do so once a day: otherwise it could burn the others' keys.
    function rehearseKey(KeyId key, ParticipantId participant, Authorization calldata authorization) external;

    /// @notice Publishes a guardian's share once the ledger says that the opening has begun, or the key is rehearsed; the `k`-th good
    /// share opens the key: the secret is interpolated, checked against the public key and stored. A good share proves itself.
    /// A false one is refused by an event if its guardian signed it, and reverts otherwise. Author: the guardian.
    /// @param joint the key's points, checked against the confirmed hash
    function releaseShare(
        KeyId key,
        ParticipantId guardian,
        uint256 share,
        JointKey calldata joint,
        Authorization calldata authorization
    ) external;

    /// @notice A set of guardians in order, and its threshold; empty and zero if unknown.
    function guardianSetOf(
        uint32 set
    ) external view returns (ParticipantId[] memory guardians, uint8 threshold);

    /// @notice Whether a set was retired.
    function isRetired(uint32 set) external view returns (bool);

    /// @notice The facts of a ceremony; all zero if unknown. The guardians stand as bits, the first of the set lowest.
    function ceremonyOf(uint48 ceremony) external view returns (Ceremony memory);

    /// @notice What a key is good for now.
    function keyStateOf(KeyId key) external view returns (KeyState);

    /// @notice keccak256(abi.encode(JointKey)) as confirmed, or zero.
    function keyHashOf(KeyId key) external view returns (bytes32);

    /// @notice The tender that a key serves, or zero.
    function tenderOf(KeyId key) external view returns (TenderId);

    /// @notice Which guardians have released their shares, as bits, the first of the set lowest.
    function releasedOf(KeyId key) external view returns (uint16);

    /// @notice The secret and the time at which it came onto the ledger; both zero before.
    function secretOf(KeyId key) external view returns (uint256 secret, uint48 openedAt);
}
