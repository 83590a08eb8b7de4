// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, JointKey, KeyId, ParticipantId, TenderId} from "../types/Types.sol";

/// @title The guardians' joint keys: made, confirmed, assigned, released
/// @notice A key is made by distributed key generation among `n` guardians with threshold `k`, over this contract as the broadcast
/// channel: every guardian sees the same packages. It is ready once every guardian of the set has confirmed the same transcript,
/// serves one tender once, and is opened by `k` shares after the ledger says that the tender's opening has begun.
interface IOpeningKeys {
    enum KeyState {
        None,
        Ready,
        Assigned,
        Open
    }

    struct Ceremony {
        uint32 set;
        uint16 keys;
        uint48 startedAt;
        uint16 round1Posted;
        uint16 round2Posted;
        uint16 confirmed;
        bytes32 packages;
        bytes32 transcript;
    }

    /// @notice The ledger that assigns keys was named, for good.
    event LedgerBound(address ledger);
    /// @notice A guardian set was formed; its members stand in ascending order.
    event GuardianSetFormed(uint32 indexed set, ParticipantId[] guardians, uint8 threshold);
    /// @notice A guardian began a ceremony for `keys` keys.
    event CeremonyStarted(
        uint48 indexed ceremony,
        uint32 indexed set,
        uint16 keys,
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
    /// @notice Every guardian confirmed: the keys of the ceremony can be used.
    event KeysReady(uint48 indexed ceremony, uint32 indexed set, uint16 keys);
    /// @notice A key serves this tender and no other.
    event KeyAssigned(KeyId indexed key, TenderId indexed tender);
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
    error AlreadyPosted(uint48 ceremony, uint8 round, ParticipantId guardian);
    error RoundNotOpen(uint48 ceremony, uint8 round);
    error PackageTooLarge(uint256 size);
    error InvalidPoint(uint256 x, uint256 y);
    error TranscriptMismatch(uint48 ceremony, bytes32 expected, bytes32 found);
    error UnknownKey(KeyId key);
    error WrongKeyState(KeyId key, KeyState current, KeyState expected);
    error WrongKey(KeyId key);
    error TooEarly(KeyId key, TenderId tender);
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

    /// @notice Starts a ceremony that makes `keys` keys (1 to 64), if the set's last one is ready or a minute old. Author: a guardian
    /// of the set.
    /// @param ceremony the number that the ceremony gets: the last one plus one
    function startCeremony(
        uint32 set,
        uint16 keys,
        uint48 ceremony,
        ParticipantId guardian,
        Authorization calldata authorization
    ) external;

    /// @notice Posts a guardian's package of round 1 (commitments, proofs) or 2 (encrypted shares). Author: the guardian.
    /// Round 2 opens when every guardian has posted round 1. The packages' meaning is checked by the guardians, not here.
    function postPackage(
        uint48 ceremony,
        uint8 round,
        ParticipantId guardian,
        bytes calldata package,
        Authorization calldata authorization
    ) external;

    /// @notice Confirms the ceremony's transcript: all packages as posted here, and the keys that follow from them.
    /// With the last confirmation the keys are ready. Author: the guardian.
    /// @param keys the joint keys in order; the signed transcript is
    /// keccak256(abi.encode(ceremony, packages, keccak256 of each key's abi.encode, in order)), see SPEC.md
    function confirmKeys(
        uint48 ceremony,
        ParticipantId guardian,
        JointKey[] calldata keys,
        Authorization calldata authorization
    ) external;

    /// @notice Gives a ready key to one tender for good. Caller: the ledger.
    function assign(KeyId key, TenderId tender) external;

    /// @notice Publishes a guardian's share once the ledger says that the opening has begun; the `k`-th good share opens the key:
    /// the secret is interpolated, checked against the public key and stored. A good share proves itself, whoever brings it.
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
