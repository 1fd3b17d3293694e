namespace Tapestry.Actors.Tests.Model;

internal static class TestModel
{
    public const string AuditKind = "audit";

    public static GrainRegistry Registry() => new GrainRegistry()
        .AddGrain<IAccount, AccountGrain, AccountState>("account", 1, ModelJson.Default.AccountState)
        .AddGrain<IProbe, ProbeGrain, ProbeState>("probe", 1, ModelJson.Default.ProbeState)
        .AddGrain<IEscape, EscapeGrain, ProbeState>("escape", 1, ModelJson.Default.ProbeState)
        .AddGrain<IAlarm, AlarmGrain, ProbeState>("alarm", 1, ModelJson.Default.ProbeState)
        .AddGrain<IJobDesk, JobDeskGrain, ProbeState>("desk", 1, ModelJson.Default.ProbeState)
        .AddEvent("account.deposited", ModelJson.Default.Deposited)
        .AddJob(AuditKind, ModelJson.Default.Audit);
}
