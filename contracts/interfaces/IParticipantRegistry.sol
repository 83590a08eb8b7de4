// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, ParticipantId} from "../types/Types.sol";

/// @title Who may act, in which role, with which signers, until when
/// @notice Every change is an EIP-712 statement that anyone may relay. A statement names the revision of the participant
/// that it changes, so it takes effect once and a replay is refused.
/// @dev The registrar is trusted for identity: it says who exists, in which role, and who is suspended, all in the open. It cannot
/// act in a participant's name: only a participant adds signers to itself, and who has lost all keys is registered anew.
interface IParticipantRegistry {
    /// @dev Result of a check; a closed set. `Ok` alone lets an act through.
    enum Check {
        Ok,
        UnknownParticipant,
        MissingRole,
        Suspended,
        UnknownSigner,
        BadSignature
    }

    struct Participant {
        uint32 roles;
        uint32 revision;
        uint16 signerCount;
        uint48 suspendedFrom;
        uint48 suspendedUntil;
    }

    /// @notice An organisation was let in, with its first signer.
    event Registered(ParticipantId indexed participant, uint32 roles, bytes signer, bytes32 profile);
    /// @notice The roles of a participant are these now; `revision` is the new one.
    event RolesSet(ParticipantId indexed participant, uint32 roles, uint32 revision);
    /// @notice A signer acts for a participant from now on.
    event SignerAdded(ParticipantId indexed participant, bytes signer, uint32 revision);
    /// @notice A signer does not act for a participant any more.
    event SignerRemoved(ParticipantId indexed participant, bytes signer, uint32 revision);
    /// @notice A participant is suspended from `from` until before `until`; lifted, if both are the same or in the past.
    event Suspended(
        ParticipantId indexed participant,
        uint48 from,
        uint48 until,
        bytes32 reason,
        uint32 revision
    );
    /// @notice The registrar named its successor, or nobody.
    event RegistrarOffered(ParticipantId indexed registrar, ParticipantId indexed successor, uint32 revision);
    /// @notice The power of the registrar passed on; the first one has no predecessor.
    event RegistrarChanged(ParticipantId indexed registrar, ParticipantId indexed predecessor);

    error InvalidParticipant(ParticipantId participant);
    error AlreadyRegistered(ParticipantId participant);
    error InvalidRoles(uint32 roles);
    error InvalidSigner(bytes signer);
    error WrongRevision(ParticipantId participant, uint32 current, uint32 named);
    error LastSigner(ParticipantId participant);
    error TooManySigners(ParticipantId participant);
    error NoReason(ParticipantId participant);
    error NotOffered(ParticipantId successor);
    /// @dev The author of a statement may not make it. Raised by every contract that checks a statement here.
    error Unauthorized(ParticipantId participant, Check check);

    /// @notice Registers an organisation with its first signer. Author: the registrar.
    /// @param participant its number, not zero, not yet used
    /// @param roles bits of `Roles`, at least one, never `REGISTRAR`
    /// @param signer its first ERC-7913 signer, 20 bytes or longer
    /// @param profile hash of the off-chain profile (name, registration), so that erased data can still be shown to be the recorded one
    function register(
        ParticipantId participant,
        uint32 roles,
        bytes calldata signer,
        bytes32 profile,
        Authorization calldata authorization
    ) external;

    /// @notice Replaces the roles of a participant. Author: the registrar. Never gives or takes `REGISTRAR`.
    function setRoles(
        ParticipantId participant,
        uint32 roles,
        uint32 revision,
        Authorization calldata authorization
    ) external;

    /// @notice Adds a signer. Author: the participant itself. Not the registrar: with a signer of its own making it could act as a
    /// guardian or replace a bid.
    function addSigner(
        ParticipantId participant,
        bytes calldata signer,
        uint32 revision,
        Authorization calldata authorization
    ) external;

    /// @notice Removes a signer, never the last one. Author: the participant itself or the registrar (a stolen key).
    /// @param author the participant or the registrar, as named in the signed statement
    function removeSigner(
        ParticipantId participant,
        bytes calldata signer,
        uint32 revision,
        ParticipantId author,
        Authorization calldata authorization
    ) external;

    /// @notice Suspends a participant (부정당업자 제재) from now until a time, or lifts a suspension with a time not later than now.
    /// Author: the registrar, which cannot suspend itself.
    /// @param until seconds since 1970
    /// @param reason hash of the decision, not zero
    function suspend(
        ParticipantId participant,
        uint48 until,
        bytes32 reason,
        uint32 revision,
        Authorization calldata authorization
    ) external;

    /// @notice First step of the hand-over: names a successor, or withdraws the offer with zero. Author: the registrar.
    /// @param revision the registrar's own
    function offerRegistrar(
        ParticipantId successor,
        uint32 revision,
        Authorization calldata authorization
    ) external;

    /// @notice Second step: the successor takes over; its predecessor keeps its other roles. Author: the successor.
    /// @param revision the successor's own
    function acceptRegistrar(
        ParticipantId successor,
        uint32 revision,
        Authorization calldata authorization
    ) external;

    /// @notice Whether `participant` may act now in `role` (zero: in any) and signed `digest`. A signer that is a contract runs
    /// its own code here: who checks many participants in one transaction must bound the gas of each call.
    function check(
        ParticipantId participant,
        uint32 role,
        bytes32 digest,
        Authorization calldata authorization
    ) external view returns (Check);

    /// @notice The facts of a participant with its last suspension; all zero if unknown.
    function participantOf(ParticipantId participant) external view returns (Participant memory);

    /// @notice Whether the last act of suspension before `time` reaches beyond it. The answer for the present and the past never changes:
    /// acts in the second of an opening come too late for it.
    function isSuspendedAt(ParticipantId participant, uint48 time) external view returns (bool);

    /// @notice Whether a signer acts for a participant now.
    function isSigner(ParticipantId participant, bytes calldata signer) external view returns (bool);

    /// @notice Who lets everybody else in.
    function registrar() external view returns (ParticipantId);
}
